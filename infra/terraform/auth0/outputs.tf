output "action_id" {
  description = "The Action that sends."
  value       = var.unified ? auth0_action.custom_phone_provider[0].id : auth0_action.send_phone_message[0].id
}

output "log_stream_id" {
  description = "The log stream that reports."
  value       = auth0_log_stream.feedback.id
}

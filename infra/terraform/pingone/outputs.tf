output "sender_id" {
  description = "The sender, for a chain of providers or a notification policy that you manage."
  value       = pingone_phone_delivery_settings.sender.id
}

output "webhook_id" {
  description = "The webhook that reports."
  value       = pingone_webhook.feedback.id
}

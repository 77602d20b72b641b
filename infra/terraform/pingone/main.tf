# PingOne's side of verify-bridge: the Custom Provider that sends, and the webhook that reports. docs/terraform.md
# describes it. The provider takes its credentials from the environment: PINGONE_CLIENT_ID, PINGONE_CLIENT_SECRET,
# PINGONE_ENVIRONMENT_ID (of the worker application) and PINGONE_REGION_CODE.

locals {
  # `$$` keeps Terraform from reading PingOne's own variables. The provider requires `to` before `message`, on one line.
  body    = "to=$${to}&otp=$${otp}&message=$${message}&from=$${from}&locale=$${locale}"
  headers = { content-type = "application/x-www-form-urlencoded" }
}

resource "pingone_phone_delivery_settings" "sender" {
  environment_id = var.environment_id

  provider_custom = {
    name = var.name

    authentication = {
      method   = "BASIC"
      username = var.username
      password = var.password
    }

    requests = [
      {
        delivery_method     = "SMS"
        method              = "POST"
        url                 = "${var.bridge_url}/pingone/sms"
        headers             = local.headers
        body                = local.body
        phone_number_format = "FULL"
      },
      {
        delivery_method     = "VOICE"
        method              = "POST"
        url                 = "${var.bridge_url}/pingone/voice"
        headers             = local.headers
        body                = local.body
        phone_number_format = "FULL"
      },
    ]
  }
}

resource "pingone_webhook" "feedback" {
  environment_id = var.environment_id

  name                    = var.name
  enabled                 = true
  protocol                = "HTTPS"
  format                  = "ACTIVITY"
  verify_tls_certificates = true

  http_endpoint_url = "${var.bridge_url}/pingone/events"
  http_endpoint_headers = {
    Authorization = "Basic ${base64encode("${var.username}:${var.password}")}"
  }

  filter_options = {
    included_action_types = ["OTP.CHECK_SUCCESS", "DEVICE.ACTIVATED"]
  }

  # 500 events, which PingOne sends otherwise, can be more than a Function takes.
  payload_options = {
    maximum_payload_limit = {
      type = "EVENTS_PER_PAYLOAD"
      size = 100
    }
    payload_format = {
      https = {
        format       = "JSON_ARRAY"
        pretty_print = false
      }
    }
  }
}

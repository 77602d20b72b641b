# Auth0's side of verify-bridge: the Action that sends, and the log stream that reports. docs/terraform.md describes it.
# The provider takes its credentials from the environment: AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET.

locals {
  # A write-only secret is not compared, so a number that changes with it has it written again. These are 32 of the 256
  # bits of a hash: they do not lead back to a random token.
  secrets_version = parseint(substr(sha256("${var.bridge_url} ${var.action_token}"), 0, 8), 16)
}

# The Unified Phone Experience: one Action and one phone provider for the whole tenant, without a binding.

resource "auth0_action" "custom_phone_provider" {
  count = var.unified ? 1 : 0

  name    = var.name
  code    = file("${path.module}/../../../actions/custom-phone-provider.js")
  runtime = "node22"
  deploy  = true

  supported_triggers {
    id      = "custom-phone-provider"
    version = "v1"
  }

  secrets_wo {
    name  = "BRIDGE_URL"
    value = var.bridge_url
  }

  secrets_wo {
    name  = "BRIDGE_TOKEN"
    value = var.action_token
  }

  secrets_wo_version = local.secrets_version
}

resource "auth0_phone_provider" "custom" {
  count = var.unified ? 1 : 0

  name     = "custom"
  disabled = false

  configuration {
    delivery_methods = var.delivery_methods
  }

  credentials {}

  # Auth0 refuses the provider while there is no deployed Action for it.
  depends_on = [auth0_action.custom_phone_provider]
}

# Older tenants: an Action in a flow, for MFA only. That MFA uses it, is set where you manage MFA: docs/terraform.md.

resource "auth0_action" "send_phone_message" {
  count = var.unified ? 0 : 1

  name    = var.name
  code    = file("${path.module}/../../../actions/send-phone-message.js")
  runtime = "node22"
  deploy  = true

  supported_triggers {
    id      = "send-phone-message"
    version = "v2"
  }

  secrets_wo {
    name  = "BRIDGE_URL"
    value = var.bridge_url
  }

  secrets_wo {
    name  = "BRIDGE_TOKEN"
    value = var.action_token
  }

  secrets_wo_version = local.secrets_version
}

# It adds to the flow, and leaves the other Actions there in place.
resource "auth0_trigger_action" "send_phone_message" {
  count = var.unified ? 0 : 1

  trigger   = "send-phone-message"
  action_id = auth0_action.send_phone_message[0].id
}

# The feedback, for both.

resource "auth0_log_stream" "feedback" {
  name = var.name
  type = "http"
  # Auth0 pauses a stream that could not deliver for a week. The next run resumes it.
  status = "active"

  filters = [
    { type = "category", name = "other" },
    { type = "category", name = "user.notification" },
    { type = "category", name = "auth.login.success" },
  ]

  sink {
    http_endpoint       = "${var.bridge_url}/auth0/log-stream"
    http_authorization  = var.log_stream_token
    http_content_type   = "application/json"
    http_content_format = "JSONARRAY"
  }
}

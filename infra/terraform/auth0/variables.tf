variable "bridge_url" {
  description = "The origin of the deployment, which `npm run deploy` prints: https:// and the host name, nothing else."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", var.bridge_url))
    error_message = "Give https:// and the host name, without a path and without a slash at the end."
  }
}

variable "action_token" {
  description = "AUTH0_ACTION_TOKEN of the deployment. While you rotate it, the new value alone."
  type        = string
  nullable    = false
  sensitive   = true

  validation {
    condition     = can(regex("^[!-+\\--~]{16,}$", var.action_token))
    error_message = "Give one value of 16 characters or more, without blanks and commas."
  }
}

variable "log_stream_token" {
  description = "AUTH0_LOG_STREAM_TOKEN of the deployment. While you rotate it, the new value alone."
  type        = string
  nullable    = false
  sensitive   = true

  validation {
    condition     = can(regex("^[^,]{16,}$", var.log_stream_token))
    error_message = "Give one value of 16 characters or more, without commas."
  }
}

variable "unified" {
  description = "Whether the tenant has the Unified Phone Experience: docs/auth0.md says how you see it."
  type        = bool
  default     = true
  nullable    = false
}

variable "delivery_methods" {
  description = "What the phone provider of the Unified Phone Experience delivers: text, voice, or both. Passwordless needs text."
  type        = set(string)
  default     = ["text", "voice"]
  nullable    = false

  validation {
    condition     = length(var.delivery_methods) > 0 && alltrue([for one in var.delivery_methods : contains(["text", "voice"], one)])
    error_message = "Give text, voice, or both."
  }
}

variable "name" {
  description = "The name of the Action and of the log stream. Give each deployment that shares the tenant a name of its own."
  type        = string
  default     = "verify-bridge"
  nullable    = false
}

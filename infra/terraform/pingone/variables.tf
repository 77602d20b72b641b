variable "environment_id" {
  description = "The PingOne environment whose users sign in: PINGONE_ENVIRONMENT_ID of the deployment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.environment_id))
    error_message = "Give the UUID of the environment."
  }
}

variable "bridge_url" {
  description = "The origin of the deployment, which `npm run deploy` prints: https:// and the host name, nothing else."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", var.bridge_url))
    error_message = "Give https:// and the host name, without a path and without a slash at the end."
  }
}

variable "username" {
  description = "PINGONE_USERNAME of the deployment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^:]+$", var.username))
    error_message = "Give text without a colon."
  }
}

variable "password" {
  description = "PINGONE_PASSWORD of the deployment. While you rotate it, the new value alone."
  type        = string
  nullable    = false
  sensitive   = true

  validation {
    condition     = can(regex("^[^,]{16,}$", var.password))
    error_message = "Give one value of 16 characters or more, without commas."
  }
}

variable "name" {
  description = "The name of the sender and of the webhook. Give each deployment that shares the environment a name of its own."
  type        = string
  default     = "verify-bridge"
  nullable    = false
}

terraform {
  # Write-only arguments: they keep the Action's secrets out of the state.
  required_version = ">= 1.11"

  required_providers {
    # `secrets_wo` came with 1.52.0. The names and values here were checked against the documented schema of 1.55.0
    # (github.com/auth0/terraform-provider-auth0, commit a00b69214a6c1daef76cf89d25ece690c7f9db22).
    auth0 = {
      source  = "auth0/auth0"
      version = "~> 1.52"
    }
  }
}

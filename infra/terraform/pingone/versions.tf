terraform {
  required_version = ">= 1.5"

  required_providers {
    # `payload_options` of a webhook came with 1.19.0. The names and values here were checked against the documented
    # schema of 1.21.0 (github.com/pingidentity/terraform-provider-pingone, commit cef5208af78019b95a0146818839f63237659b4e).
    pingone = {
      source  = "pingidentity/pingone"
      version = "~> 1.19"
    }
  }
}

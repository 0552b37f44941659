"""SmartRedact Paste: a text goes in; a public link shows it redacted, a private one shows the original."""

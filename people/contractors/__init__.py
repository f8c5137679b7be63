"""The register of contractors: what each has promised its staff, kept right, and who works for whom (R16)."""

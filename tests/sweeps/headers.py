"""What every response must tell the browser (security.md F11)."""

EVERYWHERE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'",
}


# The confidential route needs no Origin of its own forms, and says nothing at all.
STRICTER = {"Referrer-Policy": "no-referrer"}


def missing_headers(response) -> list[str]:
    said = response.headers
    return [
        name
        for name, words in EVERYWHERE.items()
        if words not in said.get(name, "") and said.get(name) != STRICTER.get(name, words)
    ]

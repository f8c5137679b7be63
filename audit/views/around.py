"""What stands on every page of this room: the way to its other pages, and the turns of a list."""

from django.urls import reverse

from audit import access


def rooms(request) -> list[dict]:
    """The parts of this room that the reader may open; nothing where there is only one."""
    user = request.user
    pages = [
        ("audit:board", "Figures", access.can_see_board(user)),
        ("audit:equity", "Every group alike", access.can_see_board(user)),
        ("audit:leading", "What leaders owe", access.can_see_board(user)),
        ("audit:resources", "Help there is", access.can_see_resources(user)),
        ("audit:comments", "Comments", access.can_read_comments(user)),
        ("audit:policies", "Policies", access.can_read_policies(user)),
        ("audit:consultations", "Consultations", True),
    ]
    links = [{"href": reverse(name), "text": text} for name, text, shown in pages if shown]
    here = max((one["href"] for one in links if request.path.startswith(one["href"])), key=len, default="")
    return [one | {"current": one["href"] == here} for one in links] if len(links) > 1 else []


def turns(page) -> dict:
    return {
        "page": page,
        "newer": page.has_previous() and f"?page={page.number - 1}",
        "older": page.has_next() and f"?page={page.number + 1}",
    }

"""Forms are read as UTF-8 and nothing else: other encodings can smuggle in letters that no answer can be written with."""

from django.core.exceptions import BadRequest


def only_utf8(get_response):
    def middleware(request):
        if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise BadRequest("Send this as UTF-8")
        return get_response(request)

    return middleware

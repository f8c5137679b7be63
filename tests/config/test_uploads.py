"""A large body grows no memory, and one that nobody could have meant is not read at all."""

import tracemalloc

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.urls import reverse

MB = 1024 * 1024
HEAD = b'--xx\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
TAIL = b"\r\n--xx--\r\n"


class Body:
    """A file as large as one says, made while it is read."""

    def __init__(self, size):
        self.left, self.given, self.size = size, 0, len(HEAD) + size + len(TAIL)

    def read(self, wanted=-1):
        wanted = self.size if wanted < 0 else wanted
        start, self.given = self.given, min(self.given + wanted, self.size)
        return self._between(start, self.given)

    readline = read

    def _between(self, start, end):
        middle = len(HEAD) + self.left
        first = HEAD[start:end]
        dots = bytes(max(0, min(end, middle) - max(start, len(HEAD))))
        last = TAIL[max(0, start - middle) : max(0, end - middle)]
        return first + dots + last


def asked(size):
    body = Body(size)
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": "multipart/form-data; boundary=xx",
        "CONTENT_LENGTH": str(body.size),
        "wsgi.input": body,
    }
    return WSGIRequest(environ), body


@pytest.mark.claim("F1")
def test_two_gigabytes_are_refused_unread():
    request, body = asked(2048 * MB)
    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018 it is read here
    assert body.given == 0


@pytest.mark.claim("F1")
def test_a_large_file_goes_to_disk_and_not_into_memory():
    request, body = asked(50 * MB)
    tracemalloc.start()
    file = request.FILES["file"]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert file.size == 50 * MB
    assert file.temporary_file_path()
    assert most < 5 * MB
    file.close()


@pytest.mark.claim("F1")
def test_a_thousand_parts_are_refused(client, trust):
    client.force_login(trust.nneka)
    part = b'--xx\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n'
    answer = client.generic(
        "POST", reverse("incidents:report"), part * 1000 + b"--xx--", "multipart/form-data; boundary=xx"
    )
    assert answer.status_code == 400


@pytest.mark.claim("B9")
def test_what_may_be_kept_never_lies_on_a_disk_as_it_came():
    request, _ = asked(10 * MB)
    assert isinstance(request.FILES["file"], InMemoryUploadedFile)

"""Holds off a body that nobody here could have meant, before any of it is read (security.md F1)."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """Stands before those that keep the file. What is a little too large is let in, so that the page can say so in words
    and what was typed beside it stays."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.UPLOAD_BODY_LIMIT:
            raise RequestDataTooBig("This body is larger than any form here can be")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None

"""Why a file is not kept, in words for the person who added it."""


class Refused(Exception):
    """The message says what to do instead. It never repeats the file's name or anything in it."""


UNREADABLE = "This file could not be read. Open it on your device, save it again, and add the new copy"
TOO_MUCH = "This file holds more than can be checked. Save a smaller part of it, and add that"

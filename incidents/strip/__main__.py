"""`python -m incidents.strip KIND`: a file comes in, the bare one goes out, with bounded memory and time.

Ends with 0 and the file, with 3 and a message for the writer, or somehow else when a reader stumbled over the file.
"""

import resource
import sys

from incidents.strip.verdict import Refused

MEMORY, SECONDS = 900 * 2**20, 20
REFUSED = 3


def main(kind):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        bare = stripped(kind, content)
    except Refused as refused:
        sys.stdout.write(str(refused))
        return REFUSED
    sys.stdout.buffer.write(bare)
    return 0


def stripped(kind, content):
    """Each reader is loaded only for its own kind."""
    if kind == "text":
        from incidents.strip.text import text as reader
    elif kind == "pdf":
        from incidents.strip.pdfs import pdf as reader
    elif kind == "word":
        from incidents.strip.word import word as reader
    elif kind == "jpeg":
        from incidents.strip.pictures import jpeg as reader
    else:
        from incidents.strip.pictures import png as reader
    return reader(content)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

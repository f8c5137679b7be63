"""The rights of the Victims' Code, by version (R106, B11). A help keeps the version that it began with.

A new version of the code is one more row at the end; what was noted under an old one stays as it was. Keys may mean
another right in another version, so they are always read together with the version. The short words are ours.
"""

from support.tracks.rows import Wording

CODE_2024 = Wording(
    "2024-06",
    "Victims' Code, GOV.UK page of 10 June 2024",
    (
        ("1", "To understand, and to be understood"),
        ("2", "To have the crime recorded without delay"),
        ("3", "To be told what happens when a crime is reported"),
        ("4", "To be referred to services that help, and to have help that fits you"),
        ("5", "To be told about compensation"),
        ("6", "To be told about the investigation and the prosecution"),
        ("7", "To make a Victim Personal Statement"),
        ("8", "To be told about the trial, and your part as a witness"),
        ("9", "To be told how the case ends, and about appeals"),
        ("10", "To be paid expenses, and to have your property back"),
        ("11", "To be told about the offender after they are convicted"),
        ("12", "To complain when a right is not met"),
    ),
)

VERSIONS = (CODE_2024,)

"""Whatever people do, in whatever order: a trust with wards, what anybody can do to support, and what must always hold.

`place` builds the trust once. A `story` reports what happened to a hundred colleagues and then lets people do what is
open to them, round after round, while its clock goes on. `moves` say what is open to them, `wrong` what never is, and
`invariants` what holds whatever was done.
"""

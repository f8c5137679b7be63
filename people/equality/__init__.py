"""Who somebody is by the nine characteristics of the Equality Act, said by themselves and read by nobody else (R11)."""

"""Sessions and peer supporters: who may meet, invitations, and who carries how much."""

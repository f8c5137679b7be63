"""The rows of practical help: work, pay and health in `work`, police, court and law in `justice`."""

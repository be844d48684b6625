"""How one enters the back office: guesses are bounded, passwords are hard to guess."""

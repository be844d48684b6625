"""What the records of one edition say together: one rule for each field, which gives a value and who says it."""

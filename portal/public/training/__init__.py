"""The agenda of joint training: what is to come, what was held, as a calendar."""

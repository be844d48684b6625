"""What readers write to libraries, what is answered, and the mails that carry it: shared by the public pages and the back office."""

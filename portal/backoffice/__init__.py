"""What librarians and partner admins see inside the Wagtail admin."""

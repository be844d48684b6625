"""What the portal holds as schema.org says it, in JSON-LD: on its page for search engines, and behind its ark for programs."""

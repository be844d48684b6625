"""What the portal shows on other sites: blocks to embed, the page where they are composed, oEmbed."""

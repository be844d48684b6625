"""What the rooms of the public site share: errors, middleware, context, fast templates, browsing."""

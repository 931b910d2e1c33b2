"""Sites of other systems brought here, translated into our actions and queries."""

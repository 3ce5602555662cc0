"""The interface described for programs: OpenAPI, made from the routes that there are."""

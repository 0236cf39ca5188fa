"""The database, encrypted fields, identifiers and migrations. Knows no noun; only `schema` and the migrations name them."""

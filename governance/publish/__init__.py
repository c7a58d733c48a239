"""Registry -> what people and programs read: tables, documents, charts, pages."""

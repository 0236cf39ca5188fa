"""Who is asking: one-time codes, proofs, customer directories, representatives.

`service.IdentityService` is what the dialogue calls, `delivering.DeliveryWorker` what the application runs beside it.
An identity is a row in the database that only this package writes; nothing that a person types becomes one.
"""

"""Rows of `identity_site_tokens`: which `jti` an organisation's site has used."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.identity.repository.inserting import insert_if_new
from bot.identity.tables import site_tokens


async def spend(connection: AsyncConnection, organisation: str, jti_hash: str, expires_at: datetime) -> bool:
    """Whether nobody spent it before."""
    return await insert_if_new(
        connection, site_tokens, organisation=organisation, jti_hash=jti_hash, expires_at=expires_at
    )


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Tokens that ran out before this moment."""
    await connection.execute(delete(site_tokens).where(site_tokens.c.expires_at < before))

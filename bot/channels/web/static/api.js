// The conversation API over fetch. No cookie goes along; the token goes in a header and never in an address.

const BASE = "/api/v1";
const PATIENCE = 20_000;

export class ApiError extends Error {
  constructor(status, code, message, retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  // Sending the same thing again will give the same answer.
  get permanent() {
    return this.status >= 400 && this.status < 500 && ![401, 404, 408, 425, 429].includes(this.status);
  }

  // The server does not know the conversation (any more).
  get lost() {
    return this.code === "unknown_conversation" || this.code === "unauthorised";
  }
}

export async function request(method, path, { token, body, stream = false, signal } = {}) {
  const headers = { Accept: stream ? "text/event-stream" : "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const response = await fetch(BASE + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: signal ?? AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw await failure(response);
  return stream ? response : response.json();
}

async function failure(response) {
  const { error } = await response.json().catch(() => ({}));
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new ApiError(response.status, error?.code ?? "", error?.message ?? "", Number.isNaN(wait) ? 0 : wait);
}

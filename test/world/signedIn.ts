/** Signs in by the form of the closed page, as a person does; the cookie their browser then sends. @throws Error where the token is refused. */
export async function signedIn(
  send: (request: Request) => Response | Promise<Response>,
  token: string,
  origin = "https://krug.test",
): Promise<string> {
  const answer = await send(
    new Request(`${origin}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", origin, "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ token }).toString(),
    }),
  );
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  if (answer.status !== 303 || cookie === "") throw new Error(`not signed in: ${answer.status}`);
  return cookie;
}

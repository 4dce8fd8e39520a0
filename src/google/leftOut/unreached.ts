/**
 * What stands in the deployed Worker for parts of Google's packages that nothing there comes to (wrangler.toml, `alias`;
 * docs/decisions/018-what-is-left-out-of-the-bundle.md). Whoever comes to one all the same is told which.
 */

/** For `https-proxy-agent`: gaxios asks for it where the environment names a proxy, which a Worker has not. */
export class HttpsProxyAgent {
  constructor() {
    leftOut("https-proxy-agent");
  }
}

/** For `./http2` of `googleapis-common`: a transport that is used where a call asks for `http2: true`. */
export function request(): never {
  leftOut("googleapis-common/http2");
}

/** For `./browser/crypto` of `google-auth-library`: taken where there is a `window`. */
export class BrowserCrypto {
  constructor() {
    leftOut("google-auth-library/crypto/browser");
  }
}

/** For `ecdsa-sig-formatter`: signatures of another kind than Google's keys for service accounts make. */
export function derToJose(): never {
  leftOut("ecdsa-sig-formatter");
}

/** For `ecdsa-sig-formatter`, the other way round. */
export function joseToDer(): never {
  leftOut("ecdsa-sig-formatter");
}

function leftOut(name: string): never {
  throw new Error(`${name} is left out of the deployed Worker (wrangler.toml, alias)`);
}

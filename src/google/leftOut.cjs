/**
 * What stands in the deployed Worker for parts of packages that nothing there comes to (wrangler.toml, `alias`;
 * docs/decisions/018-what-is-left-out-of-the-bundle.md). Whoever comes to one all the same is told which.
 */

/** For `https-proxy-agent`: gaxios asks for it where the environment names a proxy, which a Worker has not. */
exports.HttpsProxyAgent = leftOut("https-proxy-agent");

/** For `./http2` of `googleapis-common`: a transport that is used where a call asks for `http2: true`. */
exports.request = leftOut("googleapis-common/http2");

/** For `./browser/crypto` of `google-auth-library`: taken where there is a `window`. */
exports.BrowserCrypto = leftOut("google-auth-library/crypto/browser");

/** For `ecdsa-sig-formatter`: signatures of another kind than Google's keys for service accounts make. */
exports.derToJose = exports.joseToDer = leftOut("ecdsa-sig-formatter");

/** For `./jwtaccess` of `google-auth-library`: a service account that asks for no scopes signs its own access. */
exports.JWTAccess = leftOut("google-auth-library/auth/jwtaccess");

/** For `./lib/verify-stream` of `jws`: reads what others signed, which `jose` does here. */
exports.verify = exports.decode = exports.isValid = leftOut("jws/lib/verify-stream");

/** For `@formatjs/icu-skeleton-parser`: by it a message says how a number or a date is written, and no message does. */
exports.parseNumberSkeletonFromString =
  exports.parseNumberSkeleton =
  exports.parseDateTimeSkeleton =
    leftOut("@formatjs/icu-skeleton-parser");

/**
 * For `google-logging-utils`, by which the sign-in logs what it sends and gets, tokens among it, where the environment asks for
 * that: nothing is logged.
 */
exports.log = () => ({ debug() {} });

/** For the `package.json` of Google's packages: by name and version they tell Google what calls. */
exports.name = "google-api-nodejs-client";
exports.version = "krug";

/** Something to call or to construct. */
function leftOut(name) {
  return function unreached() {
    throw new Error(`${name} is left out of the deployed Worker (wrangler.toml, alias)`);
  };
}

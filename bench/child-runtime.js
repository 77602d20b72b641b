// What Twilio's runtime gives a Function, without its weight: nothing of the SDK is loaded before it is asked for.

class Response {
  constructor() {
    this.statusCode = 200;
    this.body = null;
    this.headers = {};
  }
  setStatusCode(statusCode) {
    this.statusCode = statusCode;
    return this;
  }
  setBody(body) {
    this.body = body;
    return this;
  }
  appendHeader(name, value) {
    this.headers[name] = value;
    return this;
  }
}

globalThis.Twilio = { Response };

/**
 * The context of a Function. As in the runtime, every getTwilioClient() is a new client.
 * @param keepsClient one client for all calls instead, as if the code had kept it
 */
function contextOf(environment, keepsClient = false) {
  const newClient = (options) =>
    require('twilio')(environment.ACCOUNT_SID, environment.AUTH_TOKEN, { lazyLoading: true, ...options });
  let kept;
  return { ...environment, getTwilioClient: keepsClient ? () => (kept ??= newClient()) : newClient };
}

/** Settles with what the function hands to its callback. */
function call(handler, context, event) {
  return new Promise((resolve, reject) => {
    handler(context, event, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

module.exports = { contextOf, call };

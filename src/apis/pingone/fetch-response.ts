import type { HttpResponse } from '../http';

/**
 * An answer in the shape of fetch's `Response`, as much of it as openid-client reads.
 *
 * The local runtime puts Twilio's own class `Response` in the place of Node's (@twilio/runtime-handler 2.0.1,
 * dist/dev-runtime/route.js; what Twilio does once it is deployed is not documented). So there is none to make, and
 * openid-client, which compares the tag of what it is given with that of the global class, would refuse a true one.
 */
export class FetchResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bodyUsed = false;
  readonly #body: string;

  constructor({ status, headers, body }: HttpResponse) {
    this.status = status;
    this.headers = new Headers();
    for (const [name, value] of Object.entries(headers)) {
      for (const one of [value ?? []].flat()) this.headers.append(name, one);
    }
    this.#body = body;
  }

  get [Symbol.toStringTag](): string {
    return Reflect.get(Response.prototype, Symbol.toStringTag) as string;
  }

  clone(): this {
    return this;
  }

  text(): Promise<string> {
    return Promise.resolve(this.#body);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}

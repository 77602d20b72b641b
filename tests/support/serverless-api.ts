import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startServerlessProxy } from './serverless-api-proxy';

export interface Upload {
  path: string;
  visibility: string;
  content: Buffer;
}

/** What deployments brought to Twilio. */
export interface Recording {
  functions: Upload[];
  assets: Upload[];
  builds: { sid: string; Dependencies?: string; Runtime?: string; versions: number }[];
  variables: Record<string, string>;
  /** The builds that were activated. */
  deployments: string[];
  /** `GET Services/ZS…`, one for each call. */
  calls: string[];
  authorizations: Set<string>;
}

export interface ServerlessApi {
  /** For HTTP_PROXY. */
  proxy: string;
  /** For NODE_EXTRA_CA_CERTS. */
  certificate: string;
  recorded: Recording;
  /** What was asked of the proxy besides the Serverless API. */
  refused: string[];
  /** Forgets the recording; what was deployed stays. */
  reset(): void;
  /** Every build is refused with this message from now on, until it is undefined. */
  refuseBuilds(message: string | undefined): void;
  close(): Promise<void>;
}

export const domain = 'verify-bridge-1234-dev.twil.io';

type Resource = Record<string, unknown> & { sid: string };

const SID_PREFIXES: Record<string, string> = {
  Services: 'ZS',
  Environments: 'ZE',
  Functions: 'ZH',
  Assets: 'ZH',
  Versions: 'ZN',
  Builds: 'ZB',
  Variables: 'ZV',
  Deployments: 'ZD',
};

/**
 * A stand-in of Twilio's Serverless API, https://www.twilio.com/docs/serverless/api, that takes whatever twilio-run
 * deploys and keeps it.
 * @param directory where the certificate of its proxy is put
 */
export async function startServerlessApi(directory: string): Promise<ServerlessApi> {
  let recorded = emptyRecording();
  let buildRefusal: string | undefined;
  /** By the path of their list. */
  const resources = new Map<string, Resource[]>();

  async function answer(request: IncomingMessage): Promise<[status: number, body: unknown]> {
    const body = await buffer(request);
    const path = (request.url ?? '').replace(/^\/v1\//, '').replace(/\?.*/, '');
    recorded.calls.push(`${request.method} ${path}`);
    recorded.authorizations.add(request.headers.authorization ?? '');
    const name = path.split('/').at(-1) ?? '';
    const prefix = SID_PREFIXES[name];
    if (request.method === 'GET') {
      if (name === 'Status') return [200, { status: 'completed' }];
      const key = name.toLowerCase();
      const list = { [key]: resources.get(path) ?? [], meta: { key, next_page_url: null } };
      const one = [...resources.values()].flat().find(({ sid }) => sid === name);
      return prefix !== undefined ? [200, list] : one !== undefined ? [200, one] : notFound;
    }
    if (prefix === undefined) return notFound;
    if (name === 'Builds' && buildRefusal !== undefined) {
      const more_info = 'https://www.twilio.com/docs/errors/20001';
      return [400, { code: 20001, message: buildRefusal, more_info, status: 400 }];
    }
    const sid = `${prefix}${randomBytes(16).toString('hex')}`;
    const resource = { sid, ...(await record(recorded, sid, path, request, body)) };
    resources.set(path, [...(resources.get(path) ?? []), resource]);
    return [201, resource];
  }

  const proxy = await startServerlessProxy(directory, (request, response) => {
    answer(request).then(
      ([status, body]) => send(response, status, body),
      (error: unknown) => send(response, 500, { code: 20500, message: String(error), status: 500 }),
    );
  });
  return {
    ...proxy,
    get recorded() {
      return recorded;
    },
    reset: () => (recorded = emptyRecording()),
    refuseBuilds: (message) => (buildRefusal = message),
  };
}

const notFound: [number, unknown] = [404, { code: 20404, message: 'Not found', status: 404 }];

/** Keeps what was posted. @returns the fields of the new resource */
async function record(
  recorded: Recording,
  sid: string,
  path: string,
  { headers }: IncomingMessage,
  body: Buffer,
): Promise<Record<string, unknown>> {
  const list = path.split('/').at(-1) ?? '';
  if (list === 'Versions') {
    const type = headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const upload = {
      path: form.get('Path') as string,
      visibility: form.get('Visibility') as string,
      content: Buffer.from(await (form.get('Content') as Blob).arrayBuffer()),
    };
    (path.includes('/Functions/') ? recorded.functions : recorded.assets).push(upload);
    return {};
  }
  const form = new URLSearchParams(body.toString());
  const fields = Object.fromEntries(form);
  switch (list) {
    case 'Builds': {
      const versions = form.getAll('FunctionVersions').length + form.getAll('AssetVersions').length;
      recorded.builds.push({ ...fields, sid, versions });
      return { status: 'building', runtime: fields['Runtime'] };
    }
    case 'Variables':
      recorded.variables[fields['Key'] ?? ''] = fields['Value'] ?? '';
      return { key: fields['Key'], value: fields['Value'] };
    case 'Deployments':
      recorded.deployments.push(fields['BuildSid'] ?? '');
      return {};
    case 'Environments': {
      const own = { unique_name: fields['UniqueName'], domain_suffix: fields['DomainSuffix'] ?? null };
      return { ...own, domain_name: domain, build_sid: null };
    }
    default:
      return { unique_name: fields['UniqueName'], friendly_name: fields['FriendlyName'] };
  }
}

function emptyRecording(): Recording {
  return {
    ...{ functions: [], assets: [], builds: [], variables: {}, deployments: [], calls: [] },
    authorizations: new Set(),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

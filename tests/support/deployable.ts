/** What the .env of somebody who uses both providers may hold. Nobody has such an account. */
export const deployable: Record<string, string> = {
  ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  AUTH_TOKEN: 'fedcba9876543210'.repeat(2),
  VERIFY_SERVICE_SID: `VA${'00112233445566778899aabbccddeeff'}`,
  PINGONE_USERNAME: 'pingone',
  PINGONE_PASSWORD: 'Kq7-w2fXz_9RtLmB4sYp,previous-Yd83hsPq0',
  AUTH0_ACTION_TOKEN: 'b4Jx=9vQ2mT+/7cLrZ0nW1s=',
  AUTH0_LOG_STREAM_TOKEN: 'Bearer Zt5kN8rVq3Xw6hPd',
  PINGONE_ENVIRONMENT_ID: '8a1c6f0e-52d7-4b39-9e14-c07d3b6fa285',
  PINGONE_REGION: 'eu',
  PINGONE_WORKER_CLIENT_ID: 'd94e07b2-163f-4c8a-b5d0-7e29f1a8c643',
  PINGONE_WORKER_CLIENT_SECRET: 'uM3~tGq8.Lw-Rz6xVd1KbYc5',
  OKTA_HOOK_TOKEN: 'pT6-hook-Vb2Nq9Zx4',
  OKTA_ORG_URL: 'https://acme.okta.com',
  OKTA_API_TOKEN: '00bQ7xKdV2mZt9Rw4Lp6Yc8Hs1Nf3Jg5Ta0Ue',
  ALLOWED_PREFIXES: '+1,+44',
};

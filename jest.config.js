/**
 * The fast part is pure; the next goes over real HTTP through the real local Twilio runtime, from a fresh build; the last
 * is a person's way: a real browser and what `npm start` runs.
 */
const shared = {
  testEnvironment: 'node',
  transform: { '\\.(ts|js)$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.jest.json' }] },
  // Jest loads CommonJS; these are ES modules alone, and in the functions they are bundled.
  transformIgnorePatterns: ['/node_modules/(?!(jose|oauth4webapi|openid-client|p-limit|yocto-queue)/)'],
};

module.exports = {
  // None takes a tenth of it, but where several browsers share two cores.
  testTimeout: 120_000,
  // One more than a small machine has cores, because many tests wait for a process that they have started. No port is
  // fixed, and nothing is shared but dist/.
  maxWorkers: 3,
  testSequencer: '<rootDir>/tests/support/sequencer.js',
  reporters: ['default', '<rootDir>/tests/support/end.js'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/tests/unit/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/tests/integration/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/build.ts',
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/tests/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/browser-setup.ts',
    },
  ],
};

import { isRecord } from '../../src/core/record';

/** Values of a provider's answer, of which nothing is certain: what is of another form is read as if it were empty. */

export const asObject = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

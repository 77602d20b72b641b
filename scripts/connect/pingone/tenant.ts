import { Failure } from '../../setup/failure';
import type { Step } from '../../setup/plan';
import type { Connection, Part } from '../connector';
import { quote } from '../quote';
import { findNaming, planOrder, renderPolicies } from './order';
import { planPart, type ResourceKind } from './part';
import { listChain, type Platform } from './platform';
import type { Resource } from './resource';
import { compareSender, correctSender, createSender, findSender, isMadeSender } from './sender';
import type { Deployment } from './settings';
import { compareWebhook, correctWebhook, createWebhook, findWebhook, isMadeWebhook } from './webhook';

/** The sender and the webhook of one deployment, in one environment. */
export class Tenant implements Connection {
  readonly description: string;
  readonly #platform: Platform;
  readonly #deployment: Deployment;

  constructor(description: string, platform: Platform, deployment: Deployment) {
    this.description = description;
    this.#platform = platform;
    this.#deployment = deployment;
  }

  async inspect(): Promise<Part[]> {
    const [platform, deployment] = [this.#platform, this.#deployment];
    const senders = await platform.list('sender');
    const webhooks = await platform.list('webhook');
    const policies = await platform.list('policy');
    const chain = listChain(await platform.readSettings());

    const senderMatch = findSender(senders, deployment.bridge);
    let senderId = (senderMatch.ours ?? senderMatch.foreign)?.id ?? '';
    const remember = (id: string) => void (senderId = id);
    const sender = planPart(this.#sender(), senders, senderMatch, deployment, platform, remember);
    const webhookMatch = findWebhook(webhooks, deployment.bridge);
    const webhook = planPart(this.#webhook(), webhooks, webhookMatch, deployment, platform, () => undefined);
    const order = planOrder({ senders, policies, chain, senderId }, platform, () => senderId);
    // Passcodes go the new way only when all else is in its place. A sender may be in use already: one made by hand, or the
    // only one of an environment that names none.
    return [webhook, sender, order];
  }

  /** What was taken over stays: it is its owner's, and a sender's numbers and password come from nowhere else. */
  async planRemoval(): Promise<Step[]> {
    const [platform, { bridge }] = [this.#platform, this.#deployment];
    const { ours: sender } = findSender(await platform.list('sender'), bridge);
    const { ours: webhook } = findWebhook(await platform.list('webhook'), bridge);
    const steps: Step[] = [];
    if (sender !== undefined) {
      await this.#refuseIfNamed(sender);
      if (listChain(await platform.readSettings()).includes(sender.id))
        steps.push({
          text: `take ${quote(sender['name'])} out of the environment's order of senders: ${isMadeSender(sender) ? 'no passcode comes this way any more' : 'the sender stays, for somebody else made it'}`,
          apply: () => platform.changeChain((ids) => ids.filter((id) => id !== sender.id)),
        });
    }
    if (webhook !== undefined && isMadeWebhook(webhook))
      steps.push({
        text: `delete the webhook ${quote(webhook['name'])}: Verify learns of no used passcode any more`,
        apply: () => platform.remove('webhook', webhook.id),
      });
    if (sender !== undefined && isMadeSender(sender))
      steps.push({
        text: `delete the sender ${quote(sender['name'])}, with the numbers in it`,
        apply: () => platform.remove('sender', sender.id),
      });
    return steps;
  }

  #sender(): ResourceKind {
    const purpose = `sends text messages and calls through ${this.#deployment.bridge.origin}`;
    const [create, compare, correct] = [createSender, compareSender, correctSender];
    return {
      kind: 'sender',
      page: 'Settings > Senders',
      create,
      compare,
      unseen: ['the password'],
      correct,
      purpose,
    };
  }

  #webhook(): ResourceKind {
    const purpose = `tells ${this.#deployment.bridge.origin} which passcodes were used`;
    const [create, compare, correct] = [createWebhook, compareWebhook, correctWebhook];
    return {
      kind: 'webhook',
      page: 'Integrations > Webhooks',
      create,
      compare,
      unseen: [],
      correct,
      purpose,
    };
  }

  /** A policy is its owner's, and nothing says what becomes of one whose sender is gone. @throws Failure */
  async #refuseIfNamed({ id, name }: Resource): Promise<void> {
    const naming = findNaming(await this.#platform.list('policy'), id);
    if (naming.length > 0)
      throw new Failure(
        `${renderPolicies(naming)} names the sender ${quote(name)}. Take it out there first. Nothing was changed.`,
      );
  }
}

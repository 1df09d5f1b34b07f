// SPDX-License-Identifier: Apache-2.0
// The rival: the same two commands with emmett's PostgreSQL event store behind Express, as its documentation shows it.
// It keeps the number in clear, checks no token, isolates no tenant, seals nothing and signs nothing: what it does less
// makes it faster, so a ratio against it understates.
import cluster from 'node:cluster';
import { createHash, randomUUID } from 'node:crypto';
import express from 'express';
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';

const { DATABASE_URL, PORT, WORKERS = '1' } = process.env;
const RULE_SET = { id: 'FR-2026', version: 1 };
const PURPOSES = ['PROSPECTING_CALL', 'QUALITY'];
const RECORDING = {
  mode: 'FULL',
  announcement: {
    id: 'fr-quality-1',
    text: "Cet appel peut être enregistré afin d'améliorer la qualité de nos services.",
    language: 'fr',
  },
  purposes: ['QUALITY'],
  retention: [{ purpose: 'QUALITY', keepFor: 'P6M', from: 'RECORDING_ENDED' }],
};

const initialState = () => ({ consents: [], objected: false });

function evolve(state, { type, data }) {
  switch (type) {
    case 'ConsentGiven':
      return { ...state, consents: [...state.consents, data] };
    case 'MarketingObjectionRecorded':
      return { ...state, objected: true };
    default:
      return state;
  }
}

const handle = CommandHandler({ evolve, initialState, retry: { onVersionConflict: 3 } });

const subjectOf = (number) => createHash('sha256').update(number).digest('hex').slice(0, 32);

const required = (body, names) => names.every((name) => body?.[name] !== undefined);

function giveConsent(body, subject) {
  return {
    type: 'ConsentGiven',
    data: {
      consent: randomUUID(),
      controller: body.controller,
      processor: body.processor,
      subject,
      number: body.number,
      purposes: body.purposes,
      proof: {
        channel: body.channel,
        wordingVersion: body.wordingVersion,
        mentions: body.mentions,
        positiveAct: body.positiveAct,
        evidence: body.evidence,
      },
      collectedBy: 'voix-du-rhone',
      collectedAt: body.collectedAt,
      validUntil: new Date(Date.parse(body.collectedAt) + 365 * 86_400_000).toISOString(),
      ruleSet: RULE_SET,
      at: new Date().toISOString(),
    },
  };
}

function decideCall(body, subject, state) {
  const now = new Date();
  const consent = state.consents.findLast(
    (given) => given.purposes.includes(body.purpose) && Date.parse(given.validUntil) > now.getTime(),
  );
  const allowed = consent !== undefined && !state.objected;
  return {
    type: 'CallDecided',
    data: {
      decision: randomUUID(),
      controller: body.controller,
      processor: 'voix-du-rhone',
      subject,
      purpose: body.purpose,
      campaign: body.campaign,
      verdict: allowed ? 'ALLOW' : 'DENY',
      reasons: allowed ? [] : [{ code: state.objected ? 'MARKETING_OBJECTION' : 'NO_CONSENT' }],
      ruleSets: [RULE_SET],
      consent: allowed ? consent.consent : undefined,
      startBy: allowed ? new Date(now.getTime() + 60_000).toISOString() : undefined,
      recording: allowed ? RECORDING : undefined,
      at: now.toISOString(),
    },
  };
}

function application(store) {
  const app = express();
  app.disable('etag');
  app.disable('x-powered-by');
  app.use(express.json());

  app.post('/v1/consents', async (request, response) => {
    const { body } = request;
    if (!required(body, ['controller', 'number', 'purposes', 'mentions', 'collectedAt'])) {
      return response.status(400).json({ title: 'The request is not valid.' });
    }
    const subject = subjectOf(body.number);
    const { newEvents } = await handle(store, `contact-${body.controller}-${subject}`, () => giveConsent(body, subject));
    const { consent, controller, purposes, collectedAt, validUntil } = newEvents[0].data;
    response.status(201).json({ id: consent, subject, controller, purposes, state: 'GIVEN', collectedAt, validUntil });
  });

  app.post('/v1/call-decisions', async (request, response) => {
    const { body } = request;
    if (!required(body, ['controller', 'number', 'purpose'])) {
      return response.status(400).json({ title: 'The request is not valid.' });
    }
    const subject = subjectOf(body.number);
    const { newEvents } = await handle(store, `contact-${body.controller}-${subject}`, (state) =>
      decideCall(body, subject, state),
    );
    const { decision, verdict, reasons, ruleSets, startBy, recording, at } = newEvents[0].data;
    response.status(201).json({ id: decision, verdict, reasons, ruleSets, subject, decidedAt: at, startBy, recording });
  });

  app.get('/ready', (_, response) => response.sendStatus(200));
  return app;
}

if (cluster.isPrimary && Number(WORKERS) > 1) {
  // One process makes the schema before the workers ask for it at the same time.
  const store = getPostgreSQLEventStore(DATABASE_URL);
  await store.schema.migrate();
  await store.close();
  for (let worker = 0; worker < Number(WORKERS); worker++) {
    cluster.fork();
  }
} else {
  const schema = { autoMigration: cluster.isPrimary ? 'CreateOrUpdate' : 'None' };
  const store = getPostgreSQLEventStore(DATABASE_URL, { schema });
  if (cluster.isPrimary) {
    await store.schema.migrate();
  }
  application(store).listen(Number(PORT), '127.0.0.1');
}

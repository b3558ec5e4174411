/**
 * The tables, once for both databases: drizzle's column builders differ by dialect, so each adapter brings its own makers of columns and wraps the
 * shapes that come back (`sqliteTable('records', shapes.records)`). Keys, indexes and triggers are in migrations/<dialect>: what is checked by
 * the database is written in its own language. How the rows of store.ts go in and out of these columns is in rows.ts.
 */

/** One maker for every sort of column that occurs. All but `optional` refuse null. */
export interface Makers<Text, Optional, Integer, Big, Flag> {
  readonly text: (name: string) => Text
  readonly optional: (name: string) => Optional
  readonly integer: (name: string) => Integer
  /** whole numbers past 32 bits: positions and milliseconds */
  readonly big: (name: string) => Big
  readonly flag: (name: string) => Flag
}

/** The columns of each table. Lists of codes are JSON in a text. */
export function makeTables<Text, Optional, Integer, Big, Flag> ({ text, optional, integer, big, flag }: Makers<Text, Optional, Integer, Big, Flag>) {
  return {
    subjects: { key: text('key'), version: integer('version') },
    records: {
      id: text('id'),
      kind: text('kind'),
      version: integer('version'),
      head: text('head'),
      state: text('state'),
      jurisdiction: text('jurisdiction'),
      // The first 2 and 4 digits: a filter by region is an equality, and an index on it keeps the order of the ids.
      province: text('province'),
      city: text('city'),
      subjectType: text('subject_type'),
      subjectKey: text('subject_key'),
      conducts: text('conducts'),
      tier: optional('tier'),
      occurredOn: optional('occurred_on'),
      due: optional('due'),
      closedOn: optional('closed_on'),
      barsUntil: optional('bars_until'),
      reconsider: flag('reconsider')
    },
    recordConducts: { conduct: text('conduct'), recordId: text('record_id') },
    steps: { recordId: text('record_id'), seq: integer('seq'), content: text('content'), digest: text('digest') },
    // `seq` keeps them in the order in which they were given; primary key (record_id, seq)
    standing: {
      recordId: text('record_id'),
      seq: integer('seq'),
      measure: text('measure'),
      subjectKey: text('subject_key'),
      from: text('from_day'),
      to: optional('to_day'),
      interim: flag('interim')
    },
    decisions: {
      recordId: text('record_id'),
      subjectKey: text('subject_key'),
      kind: text('kind'),
      decidedOn: text('decided_on'),
      servedOn: text('served_on'),
      tier: optional('tier'),
      measures: text('measures'),
      rectifyBy: optional('rectify_by'),
      rectifiedOn: optional('rectified_on'),
      underReview: flag('under_review')
    },
    counted: { recordId: text('record_id'), countedId: text('counted_id') },
    events: { position: big('position'), type: text('type'), recordId: text('record_id'), time: text('time'), data: text('data') },
    answers: {
      key: text('key'),
      fingerprint: text('fingerprint'),
      status: integer('status'),
      headers: text('headers'),
      body: text('body'),
      at: big('at')
    },
    dataKeys: { recordId: text('record_id'), keyId: text('key_id'), wrapped: text('wrapped') },
    vaultKeys: { name: text('name'), keyId: text('key_id'), wrapped: text('wrapped') },
    apiKeys: {
      id: text('id'),
      hash: text('hash'),
      name: text('name'),
      roles: text('roles'),
      region: text('region'),
      level: text('level'),
      pii: flag('pii'),
      createdAt: text('created_at'),
      expiresAt: optional('expires_at'),
      revokedAt: optional('revoked_at')
    },
    audit: {
      position: big('position'),
      at: text('at'),
      actor: text('actor'),
      level: text('level'),
      region: text('region'),
      operation: text('operation'),
      recordId: optional('record_id'),
      subjects: integer('subjects'),
      requestId: text('request_id')
    }
  }
}

/** What each table is called in the database. */
export const NAMES = {
  subjects: 'subjects',
  records: 'records',
  recordConducts: 'record_conducts',
  steps: 'steps',
  standing: 'standing',
  decisions: 'decisions',
  counted: 'counted',
  events: 'events',
  answers: 'answers',
  dataKeys: 'data_keys',
  vaultKeys: 'vault_keys',
  apiKeys: 'api_keys',
  audit: 'audit'
} as const satisfies Record<keyof ReturnType<typeof makeTables>, string>

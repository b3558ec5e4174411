/** Examples that run as they are: shown in the OpenAPI document, tried in Swagger UI, sent by a test. */

export const classificationExamples = {
  'prohibited-items': {
    summary: 'A phone at the seat, and a refusal after the reminder (Guizhou)',
    value: {
      jurisdiction: '520102',
      occurredOn: '2026-03-14',
      conducts: [{ code: 'candidate.prohibited-items', facts: { refusedAfterReminder: true } }],
      circumstances: { discovered: 'during' }
    }
  },
  'facts-missing': {
    summary: 'Nobody has said yet how grave it was: the answer asks for exactly that',
    value: { jurisdiction: '110105', occurredOn: '2026-03-14', conducts: [{ code: 'candidate.impersonation' }] }
  },
  'assessor-scoring': {
    summary: 'An assessor departs from the standard, with an adverse effect (Guizhou)',
    value: {
      jurisdiction: '520102',
      occurredOn: '2026-03-14',
      conducts: [{ code: 'assessor.scoring', facts: { scoringCause: 'departed-from-standard', scoringError: 'larger', adverseEffect: 'adverse' } }]
    }
  }
}

export const sanctionExamples = {
  impersonation: {
    summary: 'Serious impersonation, decided in April 2026 (national)',
    value: {
      jurisdiction: '110105',
      occurredOn: '2026-03-14',
      decidedOn: '2026-04-01',
      conducts: [{ code: 'candidate.impersonation', facts: { gravity: 'serious' } }]
    }
  },
  'again-after-interview': {
    summary: 'General misconduct again within a year of an interview (Guangxi)',
    value: {
      jurisdiction: '450103',
      occurredOn: '2026-03-14',
      decidedOn: '2026-04-01',
      conducts: [{ code: 'agency.fees' }],
      history: [{ decidedOn: '2025-03-14', tier: 'general', measures: ['interview', 'order-correction'] }]
    }
  },
  'found-afterwards': {
    summary: 'Copying found after the certificate and the subsidy were out (Guizhou)',
    value: {
      jurisdiction: '520102',
      occurredOn: '2026-03-14',
      decidedOn: '2026-04-01',
      conducts: [{ code: 'candidate.copying' }],
      circumstances: { discovered: 'after', certificateIssued: true, subsidyPaid: true }
    }
  }
}

export const comparisonExamples = {
  'serious-laxity': {
    summary: 'Lax eligibility review, serious: four rulesets, three answers',
    value: { occurredOn: '2026-03-14', conducts: [{ code: 'agency.lax-eligibility-review', facts: { gravity: 'serious' } }] }
  }
}

export const batchExamples = {
  'one-good-one-bad': {
    summary: 'The second item mixes a candidate with an agency and is refused; the first is answered all the same',
    value: {
      items: [
        sanctionExamples.impersonation.value,
        { jurisdiction: '110105', occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts: [{ code: 'candidate.copying' }, { code: 'agency.fees' }] }
      ]
    }
  }
}

export const deadlineExamples = {
  defence: {
    summary: 'Fifteen working days from a notice before the National Day holidays',
    value: { from: '2026-09-25', count: 15, unit: 'working-day' }
  }
}

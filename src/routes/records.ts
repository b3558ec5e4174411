/** Everything that is kept: no cache between the service and whoever asks keeps any of it. */
import type { App, Deps } from '../app-types.ts'
import { agencyStepShapes } from '../schemas/agency-step.ts'
import { agencyShapes } from '../schemas/agency.ts'
import { auditShapes } from '../schemas/audit.ts'
import { campaignShapes } from '../schemas/campaign.ts'
import { caseListShapes } from '../schemas/case-list.ts'
import { checklistShapes } from '../schemas/checklist.ts'
import { eventShapes } from '../schemas/event.ts'
import { priorShapes } from '../schemas/prior.ts'
import { recordChainShapes } from '../schemas/record-chain.ts'
import { recordCommonShapes } from '../schemas/record-common.ts'
import { recordShapes as caseShapes } from '../schemas/record.ts'
import { retentionShapes } from '../schemas/retention.ts'
import { standingShapes } from '../schemas/standing.ts'
import { supervisionShapes } from '../schemas/supervision.ts'
import { stepShapes } from '../schemas/step.ts'
import { agencyRoutes } from './agencies.ts'
import { agencyStepRoutes } from './agency-steps.ts'
import { auditRoutes } from './audit.ts'
import { campaignRoutes } from './campaigns.ts'
import { caseSearchRoutes } from './case-search.ts'
import { caseStepRoutes } from './case-steps.ts'
import { caseRoutes } from './cases.ts'
import { directoryRoutes } from './directory.ts'
import { eventRoutes } from './events.ts'
import { priorDecisionRoutes } from './prior-decisions.ts'
import { retentionRoutes } from './retention.ts'
import { standingRoutes } from './standing.ts'
import { supervisionRoutes } from './supervision.ts'

export const recordShapes = [...recordCommonShapes, ...stepShapes, ...caseShapes, ...recordChainShapes, ...caseListShapes, ...priorShapes, ...standingShapes, ...retentionShapes, ...eventShapes, ...auditShapes, ...agencyStepShapes, ...agencyShapes, ...supervisionShapes, ...checklistShapes, ...campaignShapes]

export function recordRoutes (app: App, deps: Deps): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store')
    done()
  })
  for (const routes of [caseRoutes, caseSearchRoutes, caseStepRoutes, priorDecisionRoutes, standingRoutes, retentionRoutes, eventRoutes, auditRoutes, agencyRoutes, agencyStepRoutes, directoryRoutes, supervisionRoutes, campaignRoutes]) routes(app, deps)
}

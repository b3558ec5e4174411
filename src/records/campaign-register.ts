/** How campaigns are kept: by place and state, due when their period ends. Any number may be planned at one place. */
import { applyToCampaign, openCampaign } from '../domain/inspection/fold.ts'
import type { CampaignFile } from '../domain/inspection/campaign.ts'
import type { RegisterDefinition } from './register.ts'

const CAMPAIGN = 'campaign'

export const campaignRegister: RegisterDefinition<CampaignFile> = {
  kind: CAMPAIGN,
  opens: 'plan-campaign',
  path: '/v1/campaigns',
  open: openCampaign,
  apply: applyToCampaign,
  found: ({ id, state, plan: { jurisdiction, period }, closed }, keyOf) => ({
    state,
    jurisdiction,
    subjectType: CAMPAIGN,
    // It is about nobody but itself.
    subjectKey: keyOf({ type: CAMPAIGN, ref: id }),
    due: closed ? null : period.to
  })
}

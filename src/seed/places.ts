/** Where the invented cases are: under each of the rulesets that come with the service, and elsewhere. */
import type { Random } from './random.ts'

export interface Place { readonly code: string, readonly name: string, readonly weight: number }

const GUIZHOU: readonly Place[] = [
  { code: '520102', name: '南明', weight: 4 },
  { code: '520103', name: '云岩', weight: 4 },
  { code: '520303', name: '汇川', weight: 3 },
  { code: '520402', name: '西秀', weight: 2 },
  { code: '520502', name: '七星关', weight: 2 },
  { code: '522301', name: '兴义', weight: 1 },
  { code: '522601', name: '凯里', weight: 1 }
]
const GUANGXI: readonly Place[] = [
  { code: '450103', name: '青秀', weight: 5 },
  { code: '450107', name: '西乡塘', weight: 3 },
  { code: '450202', name: '城中', weight: 3 },
  { code: '450302', name: '秀峰', weight: 2 },
  { code: '450502', name: '海城', weight: 1 },
  { code: '450902', name: '玉州', weight: 1 },
  { code: '451002', name: '右江', weight: 1 }
]
const MINHANG: readonly Place[] = [{ code: '310112', name: '闵行', weight: 1 }]
const ELSEWHERE: readonly Place[] = [
  { code: '110105', name: '朝阳', weight: 2 },
  { code: '310115', name: '浦东', weight: 3 },
  { code: '320106', name: '鼓楼', weight: 3 },
  { code: '330106', name: '西湖', weight: 3 },
  { code: '370102', name: '历下', weight: 2 },
  { code: '410105', name: '金水', weight: 2 },
  { code: '420106', name: '武昌', weight: 2 },
  { code: '430102', name: '芙蓉', weight: 2 },
  { code: '440106', name: '天河', weight: 4 },
  { code: '510104', name: '锦江', weight: 3 }
]

const REGIONS = [
  { places: GUIZHOU, weight: 26 },
  { places: GUANGXI, weight: 26 },
  { places: MINHANG, weight: 12 },
  { places: ELSEWHERE, weight: 36 }
]

/** The first agencies are spread over all rulesets, so that a small store has cases under each. */
export function placeOf (agency: number, random: Random): Place {
  const region = agency < 2 * REGIONS.length ? REGIONS[(agency + 1) % REGIONS.length] as typeof REGIONS[number] : random.weighted(REGIONS, ({ weight }) => weight)
  return random.weighted(region.places, ({ weight }) => weight)
}

/** An agency of Guangxi, whose rules know an appeal. */
export const AGENCY_WITH_APPEAL = 0

/** What the store keeps of those who ask: the keys of machine clients, and who has asked for what. */
import type { ApiKey } from '../auth/api-keys.ts'

/** That somebody asked for the record of a person; written before he is answered. */
export interface Asked {
  /** instant */
  readonly at: string
  readonly actor: string
  readonly level: string
  /** the region of whoever asked: leading digits */
  readonly region: string
  readonly operation: string
  readonly recordId: string | null
  /** how many subjects were asked about by name or number */
  readonly subjects: number
  readonly requestId: string
}

export interface AuditRow extends Asked { readonly position: number }

export interface AuditFilter { readonly region: string, readonly actor?: string, readonly recordId?: string }

export interface AccessStore {
  addApiKey: (key: ApiKey) => Promise<void>
  apiKey: (id: string) => Promise<ApiKey | null>
  apiKeys: () => Promise<readonly ApiKey[]>
  /** false where there is none that was not revoked before */
  revokeApiKey: (id: string, at: string) => Promise<boolean>
  addAudit: (asked: Asked) => Promise<void>
  /** newest first; those before a position where it is given */
  audit: (filter: AuditFilter, page: { readonly before?: number, readonly limit: number }) => Promise<readonly AuditRow[]>
}

type Columns = Omit<ApiKey, 'roles'> & { readonly roles: string }
export const keyColumns = ({ roles, ...rest }: ApiKey): Columns => ({ ...rest, roles: JSON.stringify(roles) })
export const keyRow = ({ roles, ...rest }: Columns): ApiKey => ({ ...rest, roles: JSON.parse(roles) as ApiKey['roles'] })

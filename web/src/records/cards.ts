import { address_of } from "../api/client";
import { field_of } from "../api/objects";
import type { ObjectType } from "../api/types";

// People leave as vCards, for the address book of a phone.
export const has_cards = (object: ObjectType): boolean =>
  !!object.can.export &&
  !!field_of(object, "last_name") &&
  field_of(object, "emails")?.sense === "email";

export const card_address = (object: ObjectType, id: string): string =>
  address_of(`/${object.plural}/${id}.vcf`);

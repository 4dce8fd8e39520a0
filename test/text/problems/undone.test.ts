import { expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { deadLettersSentence, givenUpSentence } from "../../../src/text/problems/givenUp.ts";

test("what was given up is told in every language, with the service's reason", () => {
  expect(LANGUAGES.map(language => givenUpSentence("create_event", "403.", language))).toEqual([
    "Krug could not create the event in Google Calendar and send the invitations (403) and has given it up after several tries.",
    "Кругу за несколько попыток не удалось создать событие в Google Календаре и отправить приглашения (403); больше он не пытается.",
    "Кругу за кілька спроб не вдалося створити подію в Google Календарі й надіслати запрошення (403); більше він не намагається.",
    "Кръг не успя след няколко опита да създаде събитието в Google Календар и да изпрати поканите (403) и повече не опитва.",
  ]);
  expect(givenUpSentence("comment", "", "en")).toBe(
    "Krug could not write a comment on this page and has given it up after several tries.",
  );
});

test("messages of the queue that could not be handled are counted in every language", () => {
  expect(LANGUAGES.map(language => deadLettersSentence(3, language))).toEqual([
    "3 messages from the queue could not be handled and are kept aside. The runs that follow make up for them.",
    "Сообщений из очереди, которые не удалось обработать: 3. Они отложены, а всё нужное сделают следующие запуски.",
    "Повідомлень із черги, які не вдалося обробити: 3. Їх відкладено, а все потрібне зроблять наступні запуски.",
    "Съобщения от опашката, които не можаха да се обработят: 3. Те са отделени, а нужното ще свършат следващите изпълнения.",
  ]);
});

import { plural } from "../phrase.ts";
import type { ProblemTexts } from "./say.ts";

export const GATHERING_PROBLEMS: ProblemTexts<
  | "gathering_without_time"
  | "gathering_all_day"
  | "gathering_ends_before_start"
  | "gathering_places"
  | "gathering_copy"
  | "gathering_overbooked"
  | "gathering_for_nobody"
> = {
  gathering_without_time(_, { gatherings }) {
    return {
      en: `There is no time yet. Enter a day with start and end in ${gatherings("when")}, and invitations go out.`,
      ru: `Времени нет. Укажите день, начало и конец в ${gatherings("when")}, и приглашения уйдут.`,
      uk: `Часу немає. Вкажіть день, початок і кінець у ${gatherings("when")}, і запрошення буде надіслано.`,
      bg: `Няма час. Посочете ден, начало и край в ${gatherings("when")} и поканите ще бъдат изпратени.`,
    };
  },
  gathering_all_day(_, { gatherings }) {
    return {
      en: `${gatherings("when")} holds a day without a time. Add start and end times, and the invitations go out.`,
      ru: `В ${gatherings("when")} указан день без времени. Добавьте время начала и конца, и приглашения уйдут.`,
      uk: `У ${gatherings("when")} вказано день без часу. Додайте час початку й кінця, і запрошення буде надіслано.`,
      bg: `В ${gatherings("when")} е посочен ден без час. Добавете начален и краен час и поканите ще бъдат изпратени.`,
    };
  },
  gathering_ends_before_start(_, { gatherings }) {
    return {
      en: `It ends before it begins. Correct the times in ${gatherings("when")}.`,
      ru: `Конец раньше начала. Исправьте время в ${gatherings("when")}.`,
      uk: `Кінець раніше за початок. Виправте час у ${gatherings("when")}.`,
      bg: `Краят е преди началото. Поправете часовете в ${gatherings("when")}.`,
    };
  },
  gathering_places(problem, { number, gatherings }) {
    return {
      en: `With ${number(problem.places)} in ${gatherings("places")} nobody can be invited. Enter a whole number from 1 up, or leave it empty for no limit.`,
      ru: `При значении ${number(problem.places)} в ${gatherings("places")} никого пригласить нельзя. Укажите целое число от 1 или оставьте пустым: тогда ограничения нет.`,
      uk: `Зі значенням ${number(problem.places)} у ${gatherings("places")} нікого запросити не можна. Вкажіть ціле число від 1 або залиште порожнім: тоді обмеження немає.`,
      bg: `При ${number(problem.places)} в ${gatherings("places")} никой не може да бъде поканен. Въведете цяло число от 1 нагоре или оставете празно: тогава няма ограничение.`,
    };
  },
  gathering_copy() {
    return {
      en: "An older page has the same title and time, so nobody is invited from this one. Give it its own time or title.",
      ru: "На более старой странице те же название и время, поэтому с этой приглашений нет. Укажите другое время или название.",
      uk: "На старішій сторінці такі самі назва й час, тому з цієї запрошень немає. Вкажіть інший час або назву.",
      bg: "По-стара страница има същото заглавие и час, затова от тази не тръгват покани. Посочете друг час или заглавие.",
    };
  },
  gathering_overbooked(problem, { number, gatherings, language }) {
    return {
      en: `${number(problem.accepted)} people have accepted, and there ${plural(problem.places, language, { one: "is", other: "are" })} ${number(problem.places)} ${plural(problem.places, language, { one: "place", other: "places" })}. Raise ${gatherings("places")}, or ask somebody to come another time.`,
      ru: `Согласились прийти: ${number(problem.accepted)}, мест: ${number(problem.places)}. Увеличьте ${gatherings("places")} или попросите кого-нибудь прийти в другой раз.`,
      uk: `Погодилися прийти: ${number(problem.accepted)}, місць: ${number(problem.places)}. Збільште ${gatherings("places")} або попросіть когось прийти іншим разом.`,
      bg: `Приели поканата: ${number(problem.accepted)}, места: ${number(problem.places)}. Увеличете ${gatherings("places")} или помолете някого да дойде друг път.`,
    };
  },
  gathering_for_nobody(_, { gatherings }) {
    return {
      en: `Nobody is invited yet: nobody in its programmes seeks this skill and works at that time. Check ${gatherings("skill")} and ${gatherings("when")}; people can also add themselves to ${gatherings("interested")}.`,
      ru: `Пока приглашать некого: в программах никто не ищет этот навык и не работает в это время. Проверьте ${gatherings("skill")} и ${gatherings("when")}; люди могут и сами добавиться в ${gatherings("interested")}.`,
      uk: `Поки запрошувати нікого: у програмах ніхто не шукає цієї навички й не працює в цей час. Перевірте ${gatherings("skill")} і ${gatherings("when")}; люди можуть і самі додатися в ${gatherings("interested")}.`,
      bg: `Засега няма кого да поканим: в програмите никой не търси това умение и не работи по това време. Проверете ${gatherings("skill")} и ${gatherings("when")}; хората могат и сами да се добавят в ${gatherings("interested")}.`,
    };
  },
};
